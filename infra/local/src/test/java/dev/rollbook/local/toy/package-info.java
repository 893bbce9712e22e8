/** Small functions that the tests pack into a jar and run in the function host. */
package dev.rollbook.local.toy;
