"""What the tasks on new media share: given code, tables to try answers on, known mistakes."""
