# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""The rules of the book in their working order."""

from __future__ import annotations

from collections.abc import Callable

from nlp.coding.context import Context
from nlp.coding.draft import Workings
from nlp.coding.rules.aftercare import add_aftercare, add_cancer_treatment
from nlp.coding.rules.both_sides import code_both_sides
from nlp.coding.rules.causes import (
    add_adverse_effect,
    add_companions,
    add_organism,
    add_poisoning,
    add_underdosing,
    drop_vague_underdosing_reason,
    name_drug_effect,
    name_poison,
    specify_intent,
)
from nlp.coding.rules.course import (
    add_family_history,
    add_stroke_facts,
    add_surveillance,
    agree_on_hand,
    code_cancer_history,
    code_old_infarction,
    code_post_covid,
    code_sequelae,
    code_subsequent_infarction,
    specify_pathological_fracture,
)
from nlp.coding.rules.delivery import drop_normal_delivery
from nlp.coding.rules.indicators import (
    ask_about_contradiction,
    ask_about_diabetes_type,
    ask_about_kidney_injury,
    ask_about_procedure_side,
    ask_about_validity,
    ask_by_indicator,
    ask_for_detail,
    keep_the_needed,
)
from nlp.coding.rules.injuries import add_burn_extent, add_external_cause, keep_deepest_burn
from nlp.coding.rules.joints import add_painful_implant, add_replaced_joint, specify_low_bone_mass
from nlp.coding.rules.linkage import (
    agree_on_diabetes_type,
    link_conditions,
    link_hypertension,
    specify_diverticulitis,
    specify_limb_atherosclerosis,
    specify_parkinson,
)
from nlp.coding.rules.metastases import name_metastases
from nlp.coding.rules.nested import code_inner_mentions
from nlp.coding.rules.newborn import code_newborn
from nlp.coding.rules.obstetric import code_pregnancy
from nlp.coding.rules.questions import (
    ask_about_anemia,
    ask_about_bone,
    ask_about_catheter,
    ask_about_depression,
    ask_about_diabetes_control,
    ask_about_heart_failure,
    ask_about_kidney_stage,
    ask_about_mental_status,
    ask_about_nutrition,
    ask_about_organ_dysfunction,
    ask_about_organism,
    ask_about_oxygenation,
    ask_about_side,
    ask_about_skin,
    ask_about_systemic_response,
)
from nlp.coding.rules.receptors import add_receptors
from nlp.coding.rules.redundant import (
    drop_excluded,
    drop_integral_symptoms,
    drop_less_specific,
    drop_lonely_causes,
    drop_overlapped,
    drop_parents,
    drop_superseded,
)
from nlp.coding.rules.refine import refine_by_words, specify_consciousness
from nlp.coding.rules.specify import (
    add_allergy_to_treatment,
    add_past_events,
    drop_history_of_present,
    read_kidney_injury,
    specify_cesarean_scar,
    specify_hearing_loss,
    specify_torn_cuff,
)
from nlp.coding.rules.substances import drop_mere_use
from nlp.coding.rules.therapy import (
    add_body_mass_index,
    add_immunization,
    add_long_term_drugs,
    add_tobacco_history,
    drop_passing_drugs,
    specify_tobacco,
)
from nlp.coding.rules.ulcers import (
    add_arterial_ulcer,
    add_elliptical_pressure_ulcer,
    add_ulcer_site,
    add_venous_ulcer,
    code_pressure_ulcer_course,
    specify_ulcer_depth,
)
from nlp.coding.rules.visits import (
    add_heart_procedures,
    add_routine_examination,
    code_abnormal_examination,
    specify_newborn_examination,
)

Rule = Callable[[Workings, Context], Workings]

RULES: tuple[Rule, ...] = (
    drop_parents,
    name_metastases,
    code_both_sides,
    read_kidney_injury,
    specify_hearing_loss,
    specify_torn_cuff,
    drop_overlapped,
    agree_on_diabetes_type,
    drop_less_specific,
    refine_by_words,
    specify_consciousness,
    keep_deepest_burn,
    code_post_covid,
    agree_on_hand,
    code_sequelae,
    code_old_infarction,
    code_subsequent_infarction,
    code_cancer_history,
    drop_history_of_present,
    add_past_events,
    add_replaced_joint,
    add_painful_implant,
    specify_low_bone_mass,
    specify_tobacco,
    code_pregnancy,
    specify_cesarean_scar,
    code_newborn,
    specify_pathological_fracture,
    link_conditions,
    add_ulcer_site,
    add_venous_ulcer,
    specify_ulcer_depth,
    add_elliptical_pressure_ulcer,
    code_pressure_ulcer_course,
    link_hypertension,
    specify_diverticulitis,
    specify_limb_atherosclerosis,
    add_arterial_ulcer,
    specify_parkinson,
    add_stroke_facts,
    add_organism,
    add_adverse_effect,
    name_drug_effect,
    link_conditions,
    refine_by_words,
    name_poison,
    specify_intent,
    add_poisoning,
    add_underdosing,
    drop_vague_underdosing_reason,
    add_companions,
    add_receptors,
    specify_tobacco,
    drop_less_specific,
    drop_superseded,
    drop_mere_use,
    drop_integral_symptoms,
    add_tobacco_history,
    drop_normal_delivery,
    drop_excluded,
    drop_passing_drugs,
    add_long_term_drugs,
    add_allergy_to_treatment,
    add_body_mass_index,
    add_immunization,
    add_family_history,
    add_surveillance,
    add_cancer_treatment,
    add_aftercare,
    add_heart_procedures,
    add_routine_examination,
    specify_newborn_examination,
    code_abnormal_examination,
    add_burn_extent,
    add_external_cause,
    drop_lonely_causes,
    ask_about_contradiction,
    ask_about_diabetes_type,
    ask_about_diabetes_control,
    ask_about_catheter,
    ask_about_heart_failure,
    ask_about_anemia,
    ask_about_nutrition,
    ask_about_systemic_response,
    ask_about_organ_dysfunction,
    ask_about_kidney_stage,
    ask_about_organism,
    ask_about_skin,
    ask_about_oxygenation,
    ask_about_mental_status,
    ask_about_depression,
    ask_about_kidney_injury,
    ask_about_bone,
    ask_about_side,
    ask_about_procedure_side,
    ask_by_indicator,
    ask_about_validity,
    ask_for_detail,
    keep_the_needed,
)
RULES_FOR_EVERY_MENTION: tuple[Rule, ...] = (
    drop_parents,
    code_both_sides,
    drop_overlapped,
    add_organism,
    add_body_mass_index,
    drop_lonely_causes,
    code_inner_mentions,
)
