"""What the command line shows, as rich renderables; printing is the caller's."""
