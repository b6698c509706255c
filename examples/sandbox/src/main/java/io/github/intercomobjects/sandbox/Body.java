package io.github.intercomobjects.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The body of a request.
 *
 * @param bytes empty where it was not kept
 * @param unread why it was not kept; null if it was
 * @param ended whether it was read to its end, so that another request can follow it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Body(byte[] bytes, @Nullable Refusal unread, boolean ended) {}
