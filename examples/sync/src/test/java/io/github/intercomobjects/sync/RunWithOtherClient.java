package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.ObjectType;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox that another client uses as well, for tests of objects that no sync stored. */
abstract class RunWithOtherClient {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  Shop shop;

  @SuppressWarnings("NullAway.Init")
  Connection otherClient;

  @SuppressWarnings("NullAway.Init")
  CustomObjects<Attributes> objects;

  @BeforeEach
  void open() throws CannotRunException {
    shop = new Shop();
    otherClient = Connection.to(shop.sandbox.getBaseUrl(), shop.sandbox.getToken());
    objects = otherClient.intercom().customObjects(ObjectType.untyped("Order"));
  }

  @AfterEach
  void close() {
    otherClient.close();
    shop.close();
  }
}
