"""What any office needs: people and roles, definitions, registers, exchange with other offices."""
