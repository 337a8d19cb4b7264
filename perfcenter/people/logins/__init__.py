"""The administrator's pages of logins: making, resetting, closing them, and the staff file."""
