package io.github.intercomobjects.connect.demo;

/**
 * An order of a shop.
 *
 * @param customer the external id of the contact
 */
record Order(String status, double total, String customer) {}
