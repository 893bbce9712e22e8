/** Tables, queues and buckets as the template declares them, in whatever backend. */
package dev.rollbook.local.provisioning;
