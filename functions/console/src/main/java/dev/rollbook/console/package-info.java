/**
 * The console of SPEC section 11: a Lambda function that serves the pages from its own jar. It
 * knows no tenant and no table; what the pages show they ask the API for, with the key of who
 * looks.
 */
package dev.rollbook.console;
