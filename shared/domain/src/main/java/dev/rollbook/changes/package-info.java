/**
 * Changes of groups and properties that concern many users (SPEC G8): each takes a turn, is stored
 * before anybody moves, and is carried on until it is done.
 */
package dev.rollbook.changes;
