package io.github.intercomobjects.sync;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A decoder of text, which throws a {@link CharConversionException} with the location of the first
 * byte that it cannot decode.
 */
final class StrictReader extends Reader {
  /** The advice for a file that is probably in this encoding. */
  static final String WINDOWS = "give --encoding windows-1252";

  private static final int BUFFER = 1 << 13;

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
  private long offset;
  private long line = 1;
  private char last;
  private boolean hasNonAscii;
  private boolean end;

  /**
   * @param offset the number of bytes of the file before those of {@code in}
   */
  StrictReader(InputStream in, Charset charset, long offset) {
    this.in = in;
    this.decoder = charset.newDecoder();
    this.offset = offset;
  }

  /** Returns the last character that was decoded; NUL if there is none. */
  char last() {
    return last;
  }

  @Override
  public int read(char[] target, int from, int length) throws IOException {
    while (!chars.hasRemaining()) {
      if (!decode()) {
        return -1;
      }
    }
    int count = Math.min(length, chars.remaining());
    chars.get(target, from, count);
    return count;
  }

  /** Decodes or reads more, and returns false at the end. */
  private boolean decode() throws IOException {
    chars.clear();
    int before = bytes.position();
    CoderResult result = decoder.decode(bytes, chars, end);
    offset += bytes.position() - before;
    chars.flip();
    for (int i = 0; i < chars.length(); i++) {
      char c = chars.charAt(i);
      line += c == '\r' || (c == '\n' && last != '\r') ? 1 : 0;
      hasNonAscii |= c > '\u007F';
      last = c;
    }
    if (chars.hasRemaining()) {
      // An error comes again once they are used.
      return true;
    }
    if (result.isError()) {
      throw new CharConversionException(problem(bytes.get(bytes.position()) & 0xff));
    }
    if (end) {
      return false;
    }
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    end = count < 0;
    bytes.position(bytes.position() + Math.max(0, count)).flip();
    return true;
  }

  private String problem(int value) {
    Charset charset = decoder.charset();
    return String.format(
        Locale.ROOT,
        "is not %s: line %d has the byte 0x%02X, which is byte %,d of the file; %s",
        charset.name(),
        line,
        value,
        offset + 1,
        !charset.equals(StandardCharsets.UTF_8)
            ? "check --encoding, or save the file as UTF-8"
            : hasNonAscii
                ? "correct it there, because the text before it is UTF-8, or export the file again"
                : "the file may be in Windows-1252: " + WINDOWS + ", or save it as UTF-8");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
