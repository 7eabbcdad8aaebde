/** Whether the time of operations on secrets tells something of the secrets. */
package io.quittance.trials.timing;
