"""Those who asked to be told: where they are kept, how they come and go. It has not heard of messages."""
