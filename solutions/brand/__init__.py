"""What the tasks on market, prices, satisfaction and competitors are made of: given code, cases, known mistakes."""
