"""What those who change the program run: generators and checks, nothing the program needs."""
