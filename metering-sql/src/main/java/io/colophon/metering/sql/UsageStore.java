package io.colophon.metering.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** The database of the projection. Safe for any number of threads; every call may block. */
interface UsageStore extends AutoCloseable {

  /** Which kind it is. */
  Dialect dialect();

  /**
   * A connection for the one writer of a ledger, with the tables as they must be. Commits by hand.
   *
   * @param source name of the ledger
   * @throws SQLException if the database is away, newer than this program, or that ledger is being
   *     written by another process
   */
  Connection writer(String source) throws SQLException, IOException;

  /** Closes a writer's connection and lets its ledger go. */
  void end(Connection writer) throws SQLException;

  /**
   * A connection that sees one state of the database.
   *
   * @throws SQLException if the database is away or its tables are not as they must be
   */
  Connection reader() throws SQLException;

  /**
   * Removes the database if it is one that can only be made anew, for instance a damaged file.
   *
   * @param failure what happened; the writer's connection is closed
   * @return whether it is gone, so that the next writer begins from nothing
   */
  boolean discardIfBroken(Exception failure) throws IOException;

  @Override
  void close();
}
