"""What the tasks on upselling share: given code, and for each subject its answers, cases and known mistakes."""
