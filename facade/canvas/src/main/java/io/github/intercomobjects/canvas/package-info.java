/**
 * Cards of an app in Intercom's Inbox and Messenger, and webhook notifications, without a server: a
 * {@link CanvasApp} responds to requests for cards, {@link Signatures} check notifications, and
 * {@link SheetUsers} read the contact who opens a sheet. The models of requests and responses are
 * in {@code io.github.intercomobjects.canvas.model}.
 */
@NullMarked
package io.github.intercomobjects.canvas;

import org.jspecify.annotations.NullMarked;
