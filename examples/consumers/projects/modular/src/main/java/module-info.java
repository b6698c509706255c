module shop {
  requires io.github.intercomobjects;
  requires io.github.intercomobjects.sandbox;

  // Records are read and made by reflection.
  opens shop to
      io.github.intercomobjects;
}
