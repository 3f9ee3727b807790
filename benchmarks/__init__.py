"""What is measured, by `make bench`: speed and quality, each beside what it is compared with."""
