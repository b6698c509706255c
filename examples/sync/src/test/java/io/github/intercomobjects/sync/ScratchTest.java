package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScratchTest {
  private static Location line(long number) {
    return new Location(Location.Unit.LINE, number);
  }

  @Test
  void firstLocationOfAKeyIsKeptForOnePass() throws Exception {
    try (Scratch scratch = Scratch.create()) {
      assertThat(scratch.putIfAbsent("ORDER-1", 2)).isZero();
      assertThat(scratch.putIfAbsent("ORDER-1", 3)).isEqualTo(2);
      scratch.addBadKey("ORDER-2", 4);
      assertThat(scratch.putIfAbsent("ORDER-2", 5)).isZero();
      assertThat(scratch.hasSeen("ORDER-1")).isTrue();
      assertThat(scratch.hasSeen("ORDER-3")).isFalse();
      scratch.addBadKey("ORDER-3", 6);
      assertThat(scratch.hasSeen("ORDER-3")).isTrue();
      scratch.forgetKeys();
      assertThat(scratch.hasSeen("ORDER-1")).isFalse();
      assertThat(scratch.hasSeen("ORDER-3")).isFalse();
    }
  }

  @Test
  void groupsAreCompleteAndInTheOrderOfTheRows() throws Exception {
    // Some contacts are prefixes of others, and some contain the separator.
    List<String> contacts = List.of("a", "a\n1", "a!", "a\\", "a\\n1", "a\n", "");
    try (Scratch scratch = Scratch.create()) {
      Map<String, TreeMap<Long, String>> expected = new TreeMap<>();
      for (long line = 2000; line > 1; line--) {
        String contact = contacts.get((int) (line % contacts.size()));
        scratch.link(contact, line(line), "id-" + line);
        expected.computeIfAbsent(contact, c -> new TreeMap<>()).put(line, "id-" + line);
      }
      scratch.link(null, line(2001), "id-2001");
      Map<String, TreeMap<Long, String>> found = new TreeMap<>();
      Iterator<Scratch.Group> groups = scratch.groups();
      while (groups.hasNext()) {
        Scratch.Group group = groups.next();
        assertThat(found.put(group.contact(), group.objectIds())).isNull();
      }
      assertThat(found).isEqualTo(expected);
      assertThat(contacts).allMatch(scratch::hasGroup);
      assertThat(scratch.hasGroup("a\n2")).isFalse();
      assertThat(scratch.hasObject("id-2001")).isTrue();
      assertThat(scratch.hasObject("id-1")).isFalse();
    }
  }

  @Test
  void firstFailureOfAContactIsKept() throws Exception {
    try (Scratch scratch = Scratch.create()) {
      scratch.fail("a", line(3));
      scratch.fail("a", line(4));
      assertThat(scratch.failedRow("a")).isEqualTo("line 3");
      assertThat(scratch.failedRow("b")).isNull();
    }
  }
}
