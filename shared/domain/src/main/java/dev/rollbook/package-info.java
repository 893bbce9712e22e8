/** What every part of the domain shares. */
package dev.rollbook;
