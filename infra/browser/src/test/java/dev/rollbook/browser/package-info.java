/** The console's pages in a real browser, over the embedded cloud. */
package dev.rollbook.browser;
