"""python -m customer_value."""

from customer_value.cli import main

if __name__ == "__main__":
    main()
