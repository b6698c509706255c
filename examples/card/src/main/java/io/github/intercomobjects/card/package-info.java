/** An application that shows a contact's custom objects in Intercom, with a previewer. */
@NullMarked
package io.github.intercomobjects.card;

import org.jspecify.annotations.NullMarked;
