"""What the workflows do on GitHub besides the commands of plainstatus: forms, complaints and the heartbeat."""
