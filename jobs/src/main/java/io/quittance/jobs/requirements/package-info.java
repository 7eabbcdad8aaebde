/** What the job needs of brokers and topics, checked before it starts. */
package io.quittance.jobs.requirements;
