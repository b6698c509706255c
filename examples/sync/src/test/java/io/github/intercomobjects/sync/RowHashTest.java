package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.Attributes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowHashTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Attributes PAID =
      Attributes.builder().set("status", "paid").set("total", new BigDecimal("9.90")).build();
  private static final ContactKey ZOE = new ContactKey(ContactKey.By.EXTERNAL_ID, "customer-1");
  private static final Mapping.Link BY_REFERENCE =
      new Mapping.Link(false, "customer", "--reference");
  private static final RowHash HASH = hash(ApiVersion.V2_16, BY_REFERENCE);

  private static RowHash hash(@Nullable ApiVersion version, Mapping.@Nullable Link link) {
    return new RowHash(version, true, false, link);
  }

  private static Row row(
      int line,
      String key,
      @Nullable Instant createdAt,
      @Nullable ContactKey contact,
      Attributes attributes) {
    RawRow raw = new RawRow(new Location(Location.Unit.LINE, line), List.of(key));
    return new Row(raw, key, createdAt, null, contact, attributes);
  }

  private static String of(RowHash hash, Attributes attributes) {
    return hash.of(row(2, "ORDER-1", NOON, ZOE, attributes));
  }

  @Test
  void locationAndColumnOrderDoNotChangeTheHash() {
    Attributes turned =
        Attributes.builder().set("total", new BigDecimal("9.90")).set("status", "paid").build();
    assertThat(HASH.of(row(7, "ORDER-1", NOON, ZOE, turned))).isEqualTo(of(HASH, PAID));
  }

  @Test
  void everyValueOfTheRequestChangesTheHash() {
    ContactKey byEmail = new ContactKey(ContactKey.By.EMAIL, "customer-1");
    assertThat(
            List.of(
                of(HASH, PAID),
                of(HASH, PAID.toBuilder().set("status", "shipped").build()),
                of(HASH, PAID.toBuilder().clear("status").build()),
                of(HASH, PAID.toBuilder().set("status", "null").build()),
                of(HASH, PAID.toBuilder().set("total", "9.90").build()),
                of(HASH, PAID.toBuilder().clear("note").build()),
                of(HASH, Attributes.builder().set("status", "paid").build()),
                HASH.of(row(2, "ORDER-2", NOON, ZOE, PAID)),
                HASH.of(row(2, "ORDER-1", NOON.plusSeconds(1), ZOE, PAID)),
                HASH.of(row(2, "ORDER-1", null, ZOE, PAID)),
                HASH.of(row(2, "ORDER-1", NOON, byEmail, PAID)),
                HASH.of(row(2, "ORDER-1", NOON, null, PAID))))
        .doesNotHaveDuplicates();
  }

  @Test
  void versionAndLinkChangeTheHash() {
    assertThat(
            List.of(
                of(HASH, PAID),
                of(hash(ApiVersion.PREVIEW, BY_REFERENCE), PAID),
                of(hash(null, BY_REFERENCE), PAID),
                of(hash(ApiVersion.V2_16, null), PAID),
                of(hash(ApiVersion.V2_16, new Mapping.Link(true, "customer", "--reference")), PAID),
                of(hash(ApiVersion.V2_16, new Mapping.Link(false, "buyer", "--reference")), PAID),
                of(new RowHash(ApiVersion.V2_16, false, false, BY_REFERENCE), PAID),
                of(new RowHash(ApiVersion.V2_16, true, true, BY_REFERENCE), PAID)))
        .doesNotHaveDuplicates();
  }

  @Test
  void zerosAtTheEndOfANumberDoNotChangeTheHash() {
    Attributes shorter = PAID.toBuilder().set("total", new BigDecimal("9.9")).build();
    assertThat(of(HASH, shorter)).isEqualTo(of(HASH, PAID));
    assertThat(HASH.ofEarlier(row(2, "ORDER-1", NOON, ZOE, PAID))).isNotEqualTo(of(HASH, PAID));
    Attributes hundred = PAID.toBuilder().set("total", new BigDecimal("100.00")).build();
    assertThat(of(HASH, hundred))
        .isEqualTo(of(HASH, PAID.toBuilder().set("total", new BigDecimal("100")).build()));
  }

  @Test
  void rowThatAnEarlierVersionStoredIsUnchanged() throws Exception {
    RawRow raw = new RawRow(new Location(Location.Unit.LINE, 2), List.of("1", "9.90"));
    Mapping.Builder mapping = new Mapping.Builder();
    mapping.key = new Mapping.Named("no", "--key");
    mapping.types.put("total", new Mapping.Typed(ColumnType.DECIMAL, null, "--decimal"));
    RowSource source = source(raw);
    Columns columns = Columns.of(source, mapping.build());
    RowHash hash = new RowHash(null, false, false, null);
    try (SyncState state = SyncState.temporary();
        Scratch scratch = Scratch.create()) {
      Row row = new RowReader(columns, scratch).read(raw);
      state.record("1", new SyncState.Known(hash.ofEarlier(row), "response", "22", null));
      try (RowFeed feed = RowFeed.of(source, columns, hash, state, scratch, true)) {
        assertThat(feed.next().isUnchanged()).isTrue();
      }
    }
  }

  private static RowSource source(RawRow row) {
    return new RowSource() {
      @Override
      public String name() {
        return "rows";
      }

      @Override
      public List<String> header() {
        return List.of("no", "total");
      }

      @Override
      public List<ColumnType> types() {
        return List.of(ColumnType.TEXT, ColumnType.TEXT);
      }

      @Override
      public CloseableIterator<RawRow> rows() {
        return new Rows(List.of(row).iterator());
      }
    };
  }

  private static final class Rows extends LookAheadIterator<RawRow>
      implements CloseableIterator<RawRow> {
    private final Iterator<RawRow> all;

    Rows(Iterator<RawRow> all) {
      this.all = all;
    }

    @Override
    protected @Nullable RawRow advance() {
      return all.hasNext() ? all.next() : null;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @Test
  void fractionOfASecondDoesNotChangeTheHash() {
    assertThat(HASH.of(row(2, "ORDER-1", NOON.plusNanos(1), ZOE, PAID)))
        .isEqualTo(of(HASH, PAID))
        .hasSize(32);
  }
}
