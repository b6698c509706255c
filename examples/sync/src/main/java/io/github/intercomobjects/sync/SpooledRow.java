package io.github.intercomobjects.sync;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of a row in the file of a {@link Spool}, which keeps the types of its cells. */
final class SpooledRow {
  private static final byte NULL = 0;
  private static final byte LATIN = 1;
  private static final byte TEXT = 2;
  private static final byte INTEGER = 3;
  private static final byte DECIMAL = 4;
  private static final byte TRUE = 5;
  private static final byte FALSE = 6;
  private static final byte DATE = 7;
  private static final byte DATETIME = 8;
  private static final byte INSTANT = 9;
  private static final byte UNREADABLE = 10;
  private static final byte EXACT = 11;

  /** The number of cells that marks the end of the file. */
  private static final int END = -1;

  private SpooledRow() {}

  static void write(DataOutputStream out, RawRow row) throws IOException {
    out.writeInt(row.cells().size());
    out.writeLong(row.location().number());
    for (Object cell : row.cells()) {
      write(out, cell);
    }
  }

  private static void write(DataOutputStream out, @Nullable Object cell) throws IOException {
    if (cell == null) {
      out.writeByte(NULL);
    } else if (cell instanceof String text) {
      writeText(out, text);
    } else if (cell instanceof BigInteger integer) {
      writeBytes(out, INTEGER, integer.toByteArray());
    } else if (cell instanceof BigDecimal decimal) {
      writeBytes(out, DECIMAL, decimal.unscaledValue().toByteArray());
      out.writeInt(decimal.scale());
    } else if (cell instanceof Boolean bool) {
      out.writeByte(bool ? TRUE : FALSE);
    } else if (cell instanceof LocalDate date) {
      out.writeByte(DATE);
      out.writeLong(date.toEpochDay());
    } else if (cell instanceof LocalDateTime time) {
      out.writeByte(DATETIME);
      out.writeLong(time.toLocalDate().toEpochDay());
      out.writeLong(time.toLocalTime().toNanoOfDay());
    } else if (cell instanceof Instant instant) {
      out.writeByte(INSTANT);
      out.writeLong(instant.getEpochSecond());
      out.writeInt(instant.getNano());
    } else if (cell instanceof UnreadableCell unreadable) {
      out.writeByte(UNREADABLE);
      writeText(out, unreadable.reason());
    } else if (cell instanceof ExactText exact) {
      out.writeByte(EXACT);
      writeText(out, exact.text());
    } else {
      throw new IllegalArgumentException("no cell has the " + cell.getClass());
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    if (text.chars().allMatch(c -> c < 256)) {
      writeBytes(out, LATIN, text.getBytes(StandardCharsets.ISO_8859_1));
    } else {
      // UTF-8 could not represent half of a surrogate pair.
      ByteBuffer chars = ByteBuffer.allocate(Math.multiplyExact(2, text.length()));
      chars.asCharBuffer().put(text);
      writeBytes(out, TEXT, chars.array());
    }
  }

  private static void writeBytes(DataOutputStream out, byte type, byte[] bytes) throws IOException {
    out.writeByte(type);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Returns the next row; null at the end of the file. */
  static @Nullable RawRow read(DataInputStream in, Location.Unit unit) throws IOException {
    int size = sizeOrEnd(in);
    if (size == END) {
      return null;
    }
    long number = in.readLong();
    List<@Nullable Object> cells = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      cells.add(readCell(in));
    }
    return new RawRow(new Location(unit, number), cells);
  }

  private static int sizeOrEnd(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return END;
    }
    return first << 24
        | in.readUnsignedByte() << 16
        | in.readUnsignedByte() << 8
        | in.readUnsignedByte();
  }

  private static @Nullable Object readCell(DataInputStream in) throws IOException {
    byte type = in.readByte();
    return switch (type) {
      case NULL -> null;
      case LATIN -> new String(readBytes(in), StandardCharsets.ISO_8859_1);
      case TEXT -> ByteBuffer.wrap(readBytes(in)).asCharBuffer().toString();
      case INTEGER -> new BigInteger(readBytes(in));
      case DECIMAL -> new BigDecimal(new BigInteger(readBytes(in)), in.readInt());
      case TRUE -> true;
      case FALSE -> false;
      case DATE -> LocalDate.ofEpochDay(in.readLong());
      case DATETIME ->
          LocalDateTime.of(
              LocalDate.ofEpochDay(in.readLong()), LocalTime.ofNanoOfDay(in.readLong()));
      case INSTANT -> Instant.ofEpochSecond(in.readLong(), in.readInt());
      case UNREADABLE -> new UnreadableCell(String.valueOf(readCell(in)));
      case EXACT -> new ExactText(String.valueOf(readCell(in)));
      default -> throw new IOException("damaged: a cell of type " + type);
    };
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
