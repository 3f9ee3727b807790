"""Which hubs used a lesson of another, or found that it did not fit them, and why."""

from bot.lessons.using.cards import about_button, use_buttons

__all__ = ["about_button", "use_buttons"]
