"""A democratic lottery: residents are drawn for a panel so that everybody can see that it was fair."""
