/** Records between the job's operators, and their serializers. */
package io.quittance.jobs.record;
