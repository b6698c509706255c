/**
 * Custom objects in Intercom that hold a company's own data, linked to contacts and conversations.
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
 *   <li>The workspace: {@link Intercom}, its {@link Region} and {@link ApiVersion}.
 *   <li>Objects: {@link CustomObjects}; their Java type, {@link ObjectType}; some of their
 *       attributes, {@link Attributes}; any number of them, {@link Bulk}; one by one in the
 *       background, {@link ObjectWriter}.
 *   <li>Links: {@link References} in an object, {@link Associations} in its {@link Parent}.
 *   <li>Linked resources: {@link Contacts}, {@link Conversations}, {@link Tickets}.
 *   <li>Failures: {@link IntercomException} and its subclasses report whether a change was applied;
 *       {@link Upserted#getDropped()} lists what was not stored.
 *   <li>Monitoring: {@link CallListener}.
 * </ul>
 *
 * <p>All public types are immutable and thread-safe, except builders, bulks, and the iterators and
 * streams of lists; an {@link ObjectWriter} is only thread-safe. Nothing is null unless annotated
 * with {@code @Nullable}.
 */
@NullMarked
package io.github.intercomobjects;

import org.jspecify.annotations.NullMarked;
