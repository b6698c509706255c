/**
 * Cards of an app in Intercom's Inbox and Messenger, and webhook notifications, without a server:
 * {@link Signatures} of requests, and the {@link SheetUsers} of sheets. The models of requests and
 * responses are in {@code io.github.intercomobjects.canvas.model}.
 */
@NullMarked
package io.github.intercomobjects.canvas;

import org.jspecify.annotations.NullMarked;
