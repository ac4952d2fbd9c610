"""Start the offline model: `python -m services.offline_model`."""

from services.offline_model.main import main

if __name__ == "__main__":
    main()
