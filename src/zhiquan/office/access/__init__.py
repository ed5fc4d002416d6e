"""Users, organisations, departments and posts: who may do what, decided in one place."""
