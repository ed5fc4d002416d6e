"""``python -m zhiquan`` is the ``zhiquan`` command."""

from zhiquan.portal.cli.main import main

if __name__ == "__main__":
    main()
