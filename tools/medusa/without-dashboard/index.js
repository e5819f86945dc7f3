// Empty: nothing asks for the dashboard when it is switched off.
