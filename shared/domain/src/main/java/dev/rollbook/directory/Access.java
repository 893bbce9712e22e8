package dev.rollbook.directory;

/**
 * The right to use a product under an offer (SPEC U8).
 *
 * @param product the product's id on the platform
 * @param offer the offer's id on the platform
 */
public record Access(String product, String offer) {}
