const { Peeker, webhooks } = require("peeker-partner");

const headers = webhooks.sign("{}", { secret: "s" });
if (!headers["Peeker-Signature"] || new Peeker("pk_test_a").environment !== "test")
  throw new Error("it does not work");
console.log("smoke: ok");
