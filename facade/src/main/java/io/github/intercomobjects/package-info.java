/**
 * Keeps a company's own data in Intercom as custom objects, linked to contacts and conversations.
 *
 * <pre>{@code
 * try (Intercom intercom =
 *     Intercom.builder().accessToken(System.getenv("INTERCOM_ACCESS_TOKEN")).build()) {
 *   CustomObjects<Order> orders = intercom.customObjects(ObjectType.of("Order", Order.class));
 *   Contact customer = intercom.contacts().findByExternalId("customer-7").orElseThrow();
 *   Upserted<Order> saved = orders.upsert(order);
 *   Optional<CustomObject<Order>> found = orders.findByExternalId("ORDER-1");
 * }
 * }</pre>
 *
 * <ul>
 *   <li>The workspace: {@link io.github.intercomobjects.Intercom}, its {@link
 *       io.github.intercomobjects.Region} and {@link io.github.intercomobjects.ApiVersion}.
 *   <li>Objects: {@link io.github.intercomobjects.CustomObjects}; what they are mapped to, {@link
 *       io.github.intercomobjects.ObjectType}; some of their attributes, {@link
 *       io.github.intercomobjects.Attributes}; any number of them, {@link
 *       io.github.intercomobjects.Bulk}.
 *   <li>Links: {@link io.github.intercomobjects.References} from an object's side, {@link
 *       io.github.intercomobjects.Associations} from that of a {@link
 *       io.github.intercomobjects.Parent}.
 *   <li>What they are linked with: {@link io.github.intercomobjects.Contacts}, {@link
 *       io.github.intercomobjects.Conversations}, {@link io.github.intercomobjects.Tickets}.
 *   <li>What goes wrong: {@link io.github.intercomobjects.IntercomException} and those beneath it
 *       say whether a change was applied; what was not stored, {@link
 *       io.github.intercomobjects.Upserted#getDropped()}.
 *   <li>What to watch: {@link io.github.intercomobjects.CallListener}.
 * </ul>
 *
 * <p>Everything public here is immutable and thread-safe, except builders, bulks, and the iterators
 * and streams of lists. Nothing is null unless it says so.
 */
@NullMarked
package io.github.intercomobjects;

import org.jspecify.annotations.NullMarked;
