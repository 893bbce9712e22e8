/** The functions with each other, on fakes. */
package dev.rollbook.together;
