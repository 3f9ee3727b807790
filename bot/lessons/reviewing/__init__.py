"""Whether checked lessons are still right: their owners are asked, and who has none gets one."""
