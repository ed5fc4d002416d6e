"""Official letters 公文: drafted, reviewed, signed with number and seal, verified by anybody who holds one."""
