package io.github.intercomobjects.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The body of a request.
 *
 * @param bytes empty if the body was not kept
 * @param unread the reason why it was not kept; null if it was
 * @param ended whether it was read to its end, so that the connection can be used again
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Body(byte[] bytes, @Nullable Refusal unread, boolean ended) {}
