"""What goes over HTTP: payloads that other programs show, and the way to their receivers, who may be slow or rude."""
