/** What the handlers of all functions share: answers to a queue, and logging. */
package dev.rollbook.lambda;
