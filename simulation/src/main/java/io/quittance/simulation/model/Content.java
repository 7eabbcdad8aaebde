package io.quittance.simulation.model;

/** What a record of the journal holds: one of four kinds. */
sealed interface Content permits Command, Entry, Statement, Due {}
