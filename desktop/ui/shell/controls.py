# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
"""Controls that follow the theme: buttons with their key printed on them, labels, grounds with hairlines."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from desktop.ui.shell.icons import paint_icon
from desktop.ui.shell.painting import draw_focus_ring, draw_key_cap, draw_text, key_cap_width
from desktop.ui.shell.theme import Theme, ThemeSource

_GAP = 8.0
_RING_ROOM = 4.0  # a focus ring of 2 px with 2 px of air stands outside the button's face


class KeyButton(QAbstractButton):
    """A button with an optional icon and the key that does the same; one per pane is primary."""

    def __init__(
        self,
        themes: ThemeSource,
        text: str,
        *,
        key: str = "",
        glyph: str = "",
        is_primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._key = key
        self._glyph = glyph
        self._is_primary = is_primary
        self.setText(text)
        self.setAccessibleDescription(f"Key {key}" if key else "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.theme_changed.connect(self._restyle)

    def set_key(self, key: str) -> None:
        """Print another key on the button."""
        self._key = key
        self._restyle()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the face plus the room of the focus ring."""
        theme = self._themes.theme
        width = 24 + QFontMetricsF(theme.font("body_strong")).horizontalAdvance(self.text())
        width += 24 if self._glyph else 0
        width += _GAP + key_cap_width(theme, self._key) if self._key else 0
        return QSize(round(width + 2 * _RING_ROOM + 0.5), theme.size("button") + round(2 * _RING_ROOM))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same: a button's words are never cut."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Press with Enter when focused, although Enter is a command elsewhere."""
        if isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.hasFocus():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.click()
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint face, icon, words and key."""
        theme = self._themes.theme
        painter = QPainter(self)
        face = QRectF(self.rect()).adjusted(_RING_ROOM, _RING_ROOM, -_RING_ROOM, -_RING_ROOM)
        self._paint_face(painter, theme, face)
        self._paint_words(painter, theme, face)
        if self.hasFocus():
            draw_focus_ring(painter, theme, QRectF(self.rect()), theme.radius("control") + 3)

    def _paint_face(self, painter: QPainter, theme: Theme, face: QRectF) -> None:
        fill, line = self._face_colors(theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line, 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(face.adjusted(0.5, 0.5, -0.5, -0.5), theme.radius("control"), theme.radius("control"))

    def _face_colors(self, theme: Theme) -> tuple[QColor, QColor]:
        if self._is_primary and self.isEnabled():
            return theme.color("accent"), theme.color("accent")
        ground = "hover" if self.underMouse() or self.isDown() or self.isChecked() else "raised"
        return theme.color(ground), theme.color("line_strong")

    def _paint_words(self, painter: QPainter, theme: Theme, face: QRectF) -> None:
        color = self._word_color(theme)
        left = face.left() + 12
        if self._glyph:
            paint_icon(painter, self._glyph, color, left, face.center().y() - 8)
            left += 24
        painter.setFont(theme.font("body_strong"))
        draw_text(
            painter,
            QRectF(left, face.top(), face.width(), face.height()),
            self.text(),
            color,
            Qt.AlignmentFlag.AlignLeft,
        )
        if self._key:
            place = QPointF(face.right() - 12 + 2 - key_cap_width(theme, self._key), face.center().y())
            line = QColor(color)
            line.setAlphaF(0.55)
            draw_key_cap(painter, theme, place, self._key, color, line)

    def _word_color(self, theme: Theme) -> QColor:
        if not self.isEnabled():
            return theme.color("text_3")
        return theme.color("on_accent" if self._is_primary else "text")

    def _restyle(self, _theme: object = None) -> None:
        self.updateGeometry()
        self.update()


class IconButton(QAbstractButton):
    """A square button that shows only an icon; its name stands in the tooltip and for screen readers."""

    def __init__(
        self, themes: ThemeSource, glyph: str, name: str, *, key: str = "", side: int = 32, icon_size: int = 16
    ) -> None:
        super().__init__()
        self._themes = themes
        self._glyph = glyph
        self._icon_size = icon_size
        self.setFixedSize(side, side)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})" if key else name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        themes.theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground that says chosen or pointed at, then the icon."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if self.isChecked() else "hover"))
            painter.drawRoundedRect(box, theme.radius("control"), theme.radius("control"))
        color = theme.color("accent" if self.isChecked() else "text_2")
        offset = (self.width() - self._icon_size) / 2
        paint_icon(painter, self._glyph, color, offset, offset, self._icon_size)
        if self.hasFocus():
            draw_focus_ring(painter, theme, box, theme.radius("control"))


class Label(QLabel):
    """Words in one step of the type scale and one colour role."""

    def __init__(self, themes: ThemeSource, text: str = "", *, font: str = "body", color: str = "text") -> None:
        super().__init__(text)
        self._themes = themes
        self._font_role = font
        self._color_role = color
        self.setTextFormat(Qt.TextFormat.PlainText)
        themes.theme_changed.connect(self._restyle)
        self._restyle()

    def set_color_role(self, color: str) -> None:
        """Show the words in another colour role."""
        self._color_role = color
        self._restyle()

    def _restyle(self, _theme: object = None) -> None:
        theme = self._themes.theme
        self.setFont(theme.font(self._font_role))
        palette = self.palette()
        palette.setColor(self.foregroundRole(), theme.color(self._color_role))
        self.setPalette(palette)


class Paragraph(Label):
    """Words on several lines with the line height of their step, which a plain label does not know."""

    def __init__(self, themes: ThemeSource, words: str = "", *, font: str = "body", color: str = "text") -> None:
        super().__init__(themes, font=font, color=color)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.show_words(words)

    def show_words(self, words: str) -> None:
        """Say something else; the words are plain text."""
        line = self._themes.theme.line_height(self._font_role)
        style = f"line-height:{line}px;-qt-line-height-type:fixed;margin:0"
        self.setText(f'<p style="{style}">{escape(words)}</p>')
        self.setAccessibleName(words)


class Ground(QWidget):
    """A plane in one colour role with hairlines on the edges asked for."""

    def __init__(self, themes: ThemeSource, role: str = "panel", edges: Qt.Edge | None = None) -> None:
        super().__init__()
        self._themes = themes
        self._role = role
        self._edges = edges
        themes.theme_changed.connect(self.update)

    def set_role(self, role: str) -> None:
        """Take another colour role."""
        self._role = role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint plane and hairlines."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.color(self._role))
        for edge, line in _edge_lines(QRectF(self.rect())):
            if self._edges is not None and edge in self._edges:
                painter.fillRect(line, theme.color("line"))


def _edge_lines(box: QRectF) -> tuple[tuple[Qt.Edge, QRectF], ...]:
    return (
        (Qt.Edge.TopEdge, QRectF(box.left(), box.top(), box.width(), 1)),
        (Qt.Edge.BottomEdge, QRectF(box.left(), box.bottom() - 1, box.width(), 1)),
        (Qt.Edge.LeftEdge, QRectF(box.left(), box.top(), 1, box.height())),
        (Qt.Edge.RightEdge, QRectF(box.right() - 1, box.top(), 1, box.height())),
    )
