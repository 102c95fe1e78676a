/*
Fails: CS5001
Says: error CS5001
*/
