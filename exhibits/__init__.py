"""The hall's server: a room for each thing that the hall has."""
