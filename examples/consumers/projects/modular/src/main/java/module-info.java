module shop {
  requires io.github.intercomobjects;
  requires io.github.intercomobjects.canvas;
  requires io.github.intercomobjects.sandbox;
  requires java.net.http;
  requires jdk.httpserver;

  // Records are read and made by reflection.
  opens shop to
      io.github.intercomobjects;
}
