package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunLinksTest {
  private static Location line(long number) {
    return new Location(Location.Unit.LINE, number);
  }

  @Test
  void contactsAreCompleteAndInTheOrderOfTheRows() throws Exception {
    // Some contacts are prefixes of others, and some contain the separator.
    List<String> contacts = List.of("a", "a\n1", "a!", "a\\", "a\\n1", "a\n", "");
    try (Scratch scratch = Scratch.create()) {
      RunLinks links = scratch.links();
      Map<String, SortedMap<Long, String>> expected = new TreeMap<>();
      for (long line = 2000; line > 1; line--) {
        String contact = contacts.get((int) (line % contacts.size()));
        links.link(contact, line(line), "id-" + line);
        expected.computeIfAbsent(contact, c -> new TreeMap<>()).put(line, "id-" + line);
      }
      links.link(null, line(2001), "id-2001");
      Map<String, SortedMap<Long, String>> found = new TreeMap<>();
      for (Iterator<String> all = links.contacts(); all.hasNext(); ) {
        String contact = all.next();
        assertThat(found.put(contact, links.objectIds(contact))).isNull();
      }
      assertThat(found).isEqualTo(expected);
      assertThat(links.objectIds("a\n2")).isEmpty();
      assertThat(links.hasObject("id-2001")).isTrue();
      assertThat(links.hasObject("id-1")).isFalse();
    }
  }

  @Test
  void firstFailureOfAContactIsKept() throws Exception {
    try (Scratch scratch = Scratch.create()) {
      RunLinks links = scratch.links();
      links.fail("a", "line 3 failed");
      links.fail("a", "line 4 failed");
      assertThat(links.failedRow("a")).isEqualTo("line 3 failed");
      assertThat(links.failedRow("b")).isNull();
    }
  }
}
